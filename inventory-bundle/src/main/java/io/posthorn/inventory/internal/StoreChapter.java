package io.posthorn.inventory.internal;

import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which database keeps tokens and mail. */
@Component(service = Chapter.class)
public final class StoreChapter implements Chapter {

    private final Store store;

    /**
     * Made by Declarative Services.
     *
     * @param store knows
     */
    @Activate
    public StoreChapter(@Reference Store store) {
        this.store = store;
    }

    @Override
    public Part part() {
        return Part.STORE;
    }

    @Override
    public void tell(Report report) {
        Facts facts = new Facts().put("database", store.description());
        try {
            facts.put("canBeShared", !store.isExclusive());
        } catch (StoreException e) {
            report.remark(part(), String.valueOf(e.getMessage()));
        }
        report.tell(part(), facts);
    }
}
