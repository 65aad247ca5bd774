/**
 * The app is written for React, and runs on Preact, which is a tenth of its size: what imports React,
 * ours or a package, gets Preact in its place. The order counts: the first name that fits is taken.
 */
export const preactAlias = {
  'react-dom/client': 'preact/compat/client',
  'react-dom/server': 'preact/compat/server',
  'react-dom': 'preact/compat',
  'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
  'react/jsx-runtime': 'preact/jsx-runtime',
  // For what React had not, once.
  'use-sync-external-store/shim/index.js': 'preact/compat',
  react: 'preact/compat',
}
