/** Flows that the proxy takes at a time (`shared/flow-archive.ts`, which holds more than pages need). */
export const mostChosen = 50
