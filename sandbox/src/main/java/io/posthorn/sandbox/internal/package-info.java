/** What the rooms of the sandbox share: settings, the tenant, and the secrets it has issued. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox.internal;
