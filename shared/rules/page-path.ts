const pages = /^\/(?:(?:flows|approvals|operator)\/[^/]+|start|me|admin|operator)?\/?$/

/** Whether a path is that of one of our pages; whether there is what its id names is not checked. */
export function isPagePath(path: string): boolean {
  return pages.test(path)
}
