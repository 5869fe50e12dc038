// What the public Javadoc says of it, as far as the guide uses it.
package org.apache.sling.api.resource;

public interface ResourceResolverFactory {
    String SUBSERVICE = "sling.service.subservice";

    ResourceResolver getServiceResourceResolver(java.util.Map<String, Object> information) throws LoginException;
}
