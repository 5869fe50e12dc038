// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.taskmanagement;

public class TaskManagerException extends Exception {}
