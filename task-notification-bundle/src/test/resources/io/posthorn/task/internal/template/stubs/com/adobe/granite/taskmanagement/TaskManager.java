// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.taskmanagement;

public interface TaskManager {
    Task getTask(String taskId) throws TaskManagerException;

    void completeTask(String taskId, String actionId) throws TaskManagerException;
}
