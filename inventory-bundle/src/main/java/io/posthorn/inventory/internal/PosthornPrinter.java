package io.posthorn.inventory.internal;

import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The page <i>Status, Posthorn</i> of the consoles, and the part of their status reports that is called {@code posthorn}. */
@Component(
        property = {
            InventoryPrinter.NAME + "=posthorn",
            InventoryPrinter.TITLE + "=Posthorn",
            InventoryPrinter.FORMAT + "=TEXT",
            InventoryPrinter.FORMAT + "=JSON"
        })
public final class PosthornPrinter implements InventoryPrinter {

    private final String version;
    private final InstantSource clock = InstantSource.system();
    private final List<Chapter> chapters = new CopyOnWriteArrayList<>();

    /**
     * Made by Declarative Services.
     *
     * @param context of this bundle
     */
    @Activate
    public PosthornPrinter(BundleContext context) {
        version = context.getBundle().getVersion().toString();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindChapter(Chapter chapter) {
        chapters.add(chapter);
    }

    void unbindChapter(Chapter chapter) {
        chapters.remove(chapter);
    }

    @Override
    public void print(PrintWriter out, Format format, boolean isZip) {
        Facts facts = Report.of(version, chapters, clock.instant());
        if (Format.JSON.equals(format)) {
            new JsonForm(out).print(facts);
        } else {
            new TextForm(out).print(facts);
        }
    }
}
