package io.posthorn.sandbox;

/** Whose accounts an app is registered for: the portal's "supported account types". */
public enum SignInAudience {
    /** This directory only ({@code AzureADMyOrg}). */
    ONE_DIRECTORY,
    /** Work accounts of any directory ({@code AzureADMultipleOrgs}). */
    WORK_ACCOUNTS,
    /** Work accounts and personal Microsoft accounts ({@code AzureADandPersonalMicrosoftAccount}). */
    WORK_AND_PERSONAL_ACCOUNTS
}
