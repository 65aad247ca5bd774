import { Component, type ReactNode } from 'react'
import { LazyFailurePage } from '#web/components/failure/lazy-failure-page.tsx'
import { Page } from '#web/components/page/page.tsx'

/** Last resort for an error in a page: a message and a way out instead of a blank page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <Page title="">
        <LazyFailurePage error={this.state.error} hasHome={false} />
      </Page>
    )
  }
}
