// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.workflow.exec;

public interface WorkItem extends InboxItem {
    String getId();

    Workflow getWorkflow();
}
