package io.posthorn.task.internal.template;

import io.posthorn.page.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** One page of a type. A wrong one is kept too, so that its sentence can be told. */
@Component(
        configurationPid = TypePageFields.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = TypePageComponent.class,
        property = "service.ranking:Integer=0", // a text, as the page has it, would be no ranking to OSGi
        immediate = true)
@Designate(ocd = TypePageConfig.class, factory = true)
public final class TypePageComponent {

    private static final Logger log = LoggerFactory.getLogger(TypePageComponent.class);

    private final TypePages pages;
    private final String pid;

    /**
     * Made by Declarative Services.
     *
     * @param config the page
     * @param properties tells which page it is
     * @param pages where it goes
     */
    @Activate
    public TypePageComponent(TypePageConfig config, Map<String, Object> properties, @Reference TypePages pages) {
        this.pages = pages;
        this.pid = String.valueOf(properties.get("service.pid"));
        modified(config, properties);
    }

    /** Not a new instance: between the old and the new one, mails would say what is ready-made. */
    @Modified
    void modified(TypePageConfig config, Map<String, Object> properties) {
        TypePageFields fields = new TypePageFields(config, pid);
        for (String name : Page.unknown(TypePageConfig.class, properties.keySet())) {
            log.warn(
                    "The {} has no property '{}'; it is ignored. Is it misspelt?",
                    fields.page().name(),
                    name);
        }
        // Of its service's id a component is not told; those of components rise in the same order.
        pages.put(pid, fields, properties.get("component.id") instanceof Long id ? id : Long.MAX_VALUE);
    }

    @Deactivate
    void deactivate() {
        pages.remove(pid);
    }
}
