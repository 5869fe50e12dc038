// What the public Javadoc says of it, as far as the guide uses it.
package org.apache.sling.api.resource;

public class LoginException extends Exception {}
