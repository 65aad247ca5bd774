import './download-link.css'

interface DownloadLinkProps {
  /** Of a file of ours. */
  href: string
  fill?: 'outline' | 'none'
  children: string
}

/** A link that looks like a small button and saves a file. */
export function DownloadLink({ href, fill = 'outline', children }: DownloadLinkProps) {
  const looks = fill === 'none' ? ' adm-button-fill-none' : ''
  return (
    <a
      className={`download-link adm-button adm-button-default adm-button-small adm-button-shape-default${looks}`}
      href={href}
      download
    >
      {children}
    </a>
  )
}
