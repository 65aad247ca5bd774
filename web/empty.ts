// Stands in for modules that the page has no use for (see vite.config.ts); an empty table for those
// that look something up.
// oxlint-disable-next-line import/no-default-export -- what the package looks it up in
export default {}
