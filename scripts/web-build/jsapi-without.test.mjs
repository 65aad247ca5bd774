import { build } from 'vite'
import { expect, it } from 'vitest'
import { jsapiWithout } from './jsapi-without.mjs'

const ofJsapi = '/node_modules/dingtalk-jsapi/lib/sdk.js'

/** A plugin that serves modules from memory. @param {Record<string, string>} files code by path */
function filesOf(files) {
  return {
    name: 'files',
    /** @param {string} id @param {string} [importer] */
    resolveId: (id, importer) => (id in files ? id : importer === undefined ? null : `/ours/${id}`),
    /** @param {string} id */
    load: (id) => files[id] ?? `export default ${JSON.stringify(id)}`,
  }
}

/** @param {Record<string, string>} files */
async function built(files) {
  const plugins = [jsapiWithout(['./unused'], '/empty.js'), filesOf(files)]
  const rolldownOptions = { input: '/main.js' }
  const options = { write: false, minify: false, rolldownOptions }
  const result = await build({ configFile: false, logLevel: 'silent', plugins, build: options })
  const [output] = [result].flat()
  if (output === undefined || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

it("removes the module from imports of the package's own files only", async () => {
  const code = await built({
    '/main.js': `import '${ofJsapi}'; import name from './unused'; console.log(name)`,
    [ofJsapi]: "import name from './unused'; console.log('sdk', name)",
    '/empty.js': "export default 'empty'",
  })
  expect(code).toContain('"empty"')
  expect(code).toContain('/ours/./unused')
})

it('stops the build when the package no longer imports the module', async () => {
  const files = { '/main.js': `import '${ofJsapi}'`, [ofJsapi]: 'console.log(1)' }
  await expect(built(files)).rejects.toThrow('dingtalk-jsapi does not import ./unused any more')
})
