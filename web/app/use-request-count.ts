import { useQuery } from '@tanstack/react-query'
import { accessRequestsQuery } from '#web/api/queries/access-requests.ts'

/**
 * How many access requests the person has to decide; 0 while unknown.
 * @param isRequested whether to read them
 */
export function useRequestCount(isRequested: boolean): number {
  const { data } = useQuery({ ...accessRequestsQuery(null), enabled: isRequested })
  return data?.requests.length ?? 0
}
