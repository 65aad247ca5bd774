import { parse } from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { codeFromText, newSyntax } from './script-rules.mjs'

/**
 * Finds what Chrome 69 or Safari 13 (iOS 13) cannot parse, and what our CSP would block. Checks
 * only syntax; missing functions and objects are left to polyfills.
 * @param {string} code
 * @param {'module' | 'script'} sourceType
 * @returns {string[]} findings, each with its position as line:column
 */
export function checkScript(code, sourceType) {
  let program
  try {
    program = parse(code, { ecmaVersion: 'latest', sourceType, locations: true })
  } catch (error) {
    return [`cannot be parsed: ${String(error)}`]
  }
  /** @type {string[]} */
  const findings = []
  fullAncestor(program, (node, _state, path) => {
    for (const what of [...newSyntax(node, path.slice(0, -1)), ...codeFromText(node)]) {
      const { line, column } = node.loc?.start ?? { line: 0, column: 0 }
      findings.push(`${line}:${column + 1}: ${what}`)
    }
  })
  return findings
}

/**
 * Checks the inline scripts of a page.
 * @param {string} html as built, so well-formed
 * @returns {string[]} findings, each with the number of its script
 */
export function checkInlineScripts(html) {
  const scripts = [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script\s*>/gis)]
  return scripts.flatMap(([, attributes = '', code = ''], index) => {
    const type = /\btype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1]?.toLowerCase() ?? ''
    const isScript = ['', 'module', 'text/javascript', 'application/javascript'].includes(type)
    if (!isScript) return []
    const findings = checkScript(code, type === 'module' ? 'module' : 'script')
    return findings.map((finding) => `inline script ${index + 1}: ${finding}`)
  })
}
