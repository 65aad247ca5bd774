import { Component, type ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import { WholeFailurePage } from '#web/widgets/failure-page/lazy-failure-page.tsx'

type ErrorBoundaryProps = {
  /** Another address renders the children again. */
  address?: string
  /** Whether the app around the children still works. */
  hasHome?: boolean
  children: ReactNode
}

/** For an error in the children: a message and a way out instead of a blank page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps> {
  override state = { error: null as unknown, address: this.props.address }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  static getDerivedStateFromProps(
    { address }: ErrorBoundaryProps,
    before: { address: string | undefined },
  ) {
    return address === before.address ? null : { error: null, address }
  }

  override render() {
    const { hasHome = false, children } = this.props
    if (this.state.error === null) return children
    return <WholeFailurePage error={this.state.error} hasHome={hasHome} />
  }
}

/** Keeps an error in a page out of the frame around it, so that one can leave the page. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const [path] = useLocation()
  const search = useSearch()
  return (
    <ErrorBoundary address={`${path}?${search}`} hasHome>
      {children}
    </ErrorBoundary>
  )
}
