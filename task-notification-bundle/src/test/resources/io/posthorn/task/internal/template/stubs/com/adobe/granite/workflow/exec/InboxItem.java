// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.workflow.exec;

public interface InboxItem {
    String getCurrentAssignee();

    java.util.Date getDueTime();

    Status getStatus();
}
