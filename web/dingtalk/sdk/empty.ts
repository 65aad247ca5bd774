// An empty object in place of modules that the page does not use (vite.config.ts). With this export
// name, `require` returns it without a wrapper.
const nothing = { default: {} }
export { nothing as 'module.exports' }
