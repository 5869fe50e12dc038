// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.workflow.metadata;

public interface MetaDataMap extends java.util.Map<String, Object> {
    <T> T get(String key, T defaultValue);
}
