export const tabId = (tabs: string, key: string): string => `${tabs}-tab-${key}`
export const panelId = (tabs: string): string => `${tabs}-panel`
