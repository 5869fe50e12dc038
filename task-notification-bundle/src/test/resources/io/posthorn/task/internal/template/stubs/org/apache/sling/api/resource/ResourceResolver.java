// What the public Javadoc says of it, as far as the guide uses it.
package org.apache.sling.api.resource;

public interface ResourceResolver extends java.io.Closeable {
    <T> T adaptTo(Class<T> type);

    @Override
    void close();
}
