import { useUrlParam } from './useUrlParam'

/** The payer whose figures are on view; empty for all of them. The switch in the header writes it. */
export const usePayer = () => useUrlParam<string>('payer', '')
