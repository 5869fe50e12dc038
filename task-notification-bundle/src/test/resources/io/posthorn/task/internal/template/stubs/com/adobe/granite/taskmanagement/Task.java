// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.taskmanagement;

public interface Task extends com.adobe.granite.workflow.exec.InboxItem {
    String getName();

    String getDescription();

    String getInstructions();

    java.util.List<TaskAction> getActions();
}
