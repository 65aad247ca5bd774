// An empty module in the chunk of all libraries, without the part of React that draws, so that
// `boot.ts` can run that chunk first (`firstLoadGroup` in `scripts/web-build/output-files.ts`).
export {}
