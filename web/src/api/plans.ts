import { useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, getAll, getTagged, patch, post, remove } from './client'
import { keys } from './keys'
import type { AuditEntry, Bills, BillSummary, Period, PricingPlan, PricingRule, Sku } from './types'
import { useInvalidatePriced } from './useInvalidate'

export function usePlans() {
  return useQuery({ queryKey: [...keys.plans, 'list'], queryFn: () => getAll<PricingPlan>('/pricing-plans') })
}

/* Plans are few, and the server has no search for them. */
export async function findPlans(text: string, signal: AbortSignal): Promise<PricingPlan[]> {
  const wanted = text.toLocaleLowerCase()
  return (await getAll<PricingPlan>('/pricing-plans', { signal })).filter((plan) => plan.name.toLocaleLowerCase().includes(wanted))
}

export function usePlan(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.plans, 'one', toValue(id)]),
    queryFn: () => getTagged<PricingPlan>(`/pricing-plans/${toValue(id)}`),
    enabled: computed(() => toValue(id) !== ''),
  })
}

export type PlanDraft = Pick<PricingPlan, 'name' | 'basis' | 'free_tier' | 'pass_through'> & { rules: PricingRule[] }

export const createPlan = (plan: PlanDraft) => post<PricingPlan>('/pricing-plans', plan)
export const changePlan = (id: string, etag: string, plan: PlanDraft) => patch<PricingPlan>(`/pricing-plans/${id}`, plan, { ifMatch: etag })

/** Storing a plan may take several calls, such as giving it to a group too. */
export function useSavePricing() {
  return useMutation({ mutationFn: (save: () => Promise<unknown>) => save(), onSettled: useInvalidatePriced(keys.groups, keys.plans) })
}

export function useDeletePlan() {
  return useMutation({ mutationFn: (id: string) => remove(`/pricing-plans/${id}`), onSuccess: useInvalidatePriced([...keys.plans, 'list']) })
}

/** What was done to a plan and its rules, newest first. */
export function usePlanHistory(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.plans, 'history', toValue(id)]),
    queryFn: () => getAll<AuditEntry>('/audit', { query: { entity: 'pricing_plan', entity_id: toValue(id) } }),
  })
}

/** The bills of a month as they are now. */
export const readBillsOf = async (period: Period): Promise<BillSummary[]> => (await get<Bills>('/bills', { query: { period } })).items

export function useServices() {
  return useQuery({
    queryKey: [...keys.catalogue, 'services'],
    queryFn: async () => (await getAll<{ service: string }>('/services')).map((item) => item.service),
    staleTime: 300_000,
  })
}

export function useSkus(service: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.catalogue, 'skus', toValue(service)]),
    queryFn: () => getAll<Sku>('/skus', { query: { service: toValue(service) } }),
    enabled: computed(() => toValue(service) !== ''),
    staleTime: 300_000,
  })
}
