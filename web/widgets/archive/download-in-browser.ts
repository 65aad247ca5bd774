/** Has the browser download an address. @param name what the file is called; empty: as the server says */
export function downloadInBrowser(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
