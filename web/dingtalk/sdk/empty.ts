// Stands in for modules that the page has no use for (see vite.config.ts); an empty table for those
// that look something up. By this name `require` gives it as it is.
const nothing = { default: {} }
export { nothing as 'module.exports' }
