/** Stands where Vaadin's usage statistics would be imported. */
export function usageStatistics(): void {}
