// Stands for the file of all libraries of the app but React, so that `boot.ts` can have it run by itself
// (`firstLoadGroup` in `vite.config.ts`).
export {}
