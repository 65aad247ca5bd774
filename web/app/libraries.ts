// An empty module in the chunk of all libraries but React, so that `boot.ts` can have that chunk
// run first (`firstLoadGroup` in `scripts/web-build/output-files.ts`).
export {}
