/** What stands against the file of a list besides its query. */
export const LIST_FILE_REFUSALS = ['lists.too-long'] as const;
