// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.workflow;

public class WorkflowException extends Exception {
    public WorkflowException(String message, Throwable cause) {}
}
