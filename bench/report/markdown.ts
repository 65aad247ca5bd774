/** A Markdown table: text in the first column, right-aligned numbers in the others. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'))
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}

function escape(cell: string): string {
  return cell.replaceAll('|', '\\|')
}

/** A bar chart as text for a code block, one line per bar. */
export function bars(items: readonly { label: string; value: number; text: string }[]): string {
  const width = 50
  const largest = Math.max(...items.map(({ value }) => value), 1)
  const labels = Math.max(...items.map(({ label }) => label.length), 0)
  return items
    .map(({ label, value, text }) => {
      const bar = '█'.repeat(Math.max(1, Math.round((value / largest) * width)))
      return `${label.padEnd(labels)} ${bar} ${text}`
    })
    .join('\n')
}
