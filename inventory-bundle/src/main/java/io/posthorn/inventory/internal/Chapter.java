package io.posthorn.inventory.internal;

/** Tells of one part. It is there as long as the service that knows is. */
interface Chapter {

    Part part();

    /**
     * Tells what is known now. It throws nothing that a person can mend: that is a remark.
     *
     * @param report is told
     */
    void tell(Report report);
}
