// Stands in for modules that the supported engines have no use for (see vite.config.ts).
export {}
