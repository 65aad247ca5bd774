// Replaces modules that the page does not use (vite.config.ts): an empty object. Under this name
// `require` returns it without a wrapper.
const nothing = { default: {} }
export { nothing as 'module.exports' }
