import { Refusal, type VisitRequest, type VisitResult } from '../show/ports.ts';
import type { Admission } from './admission.ts';
import type { Keeping } from './keeping.ts';
import { type Lanes, walkLine } from './line.ts';
import type { VisitParts } from './parts.ts';
import type { ProgressBoard } from './progress.ts';

/**
 * Receives visitors. A phone's visit begins and ends here; the booth's belongs to the phases, which learn
 * of a refused photo (it may be taken again) and of a failure (the visit is cancelled).
 */
export function visitService(
  parts: VisitParts,
  admission: Admission,
  lanes: Lanes,
  keeping: Keeping,
  progress: ProgressBoard,
  onError: (error: unknown) => void,
) {
  const { stage } = parts;

  async function receive(request: VisitRequest): Promise<VisitResult> {
    const visit = admission.enter(request);
    const phone = request.visit === null;
    const ticket = request.ticket !== null && progress.begin(request.ticket) ? request.ticket : null;
    try {
      if (phone) stage.tell({ type: 'visit/begun', visit, cause: 'phone' });
      const result = await walkLine(parts, lanes, { ...request, ticket }, visit, (step) => {
        if (ticket) progress.at(ticket, step);
      });
      healed();
      if (!request.consent.keep) keeping.forget(result, phone);
      if (phone) stage.tell({ type: 'visit/ended', visit });
      return result;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : failed(error);
      tellRefused(visit, phone, refusal.code);
      throw refusal;
    } finally {
      if (ticket) progress.end(ticket);
      admission.leave(visit);
    }
  }

  function tellRefused(visit: string, phone: boolean, code: string) {
    if (code === 'visit-over') return;
    if (phone || !isPutRight(code)) stage.tell({ type: 'visit/cancelled', visit, cause: code });
    else stage.tell({ type: 'selfie/rejected', visit, reason: code });
  }

  function failed(error: unknown): Refusal {
    onError(error);
    stage.tell({ type: 'fault/raised', code: 'visit-failed', where: 'visit' });
    const down = parts.generator.status().state !== 'running';
    return down
      ? new Refusal(503, 'generator-down', 'The machine is waking up.', 'Wait ten seconds and try again.')
      : new Refusal(500, 'visit-failed', 'The machine could not finish.', 'Try again; it was not your face.');
  }

  function healed() {
    if (stage.state().faults.some((fault) => fault.code === 'visit-failed'))
      stage.tell({ type: 'fault/cleared', code: 'visit-failed', where: 'visit' });
  }

  return {
    async visit(request: VisitRequest): Promise<VisitResult> {
      try {
        return await receive(request);
      } finally {
        request.photo.fill(0);
      }
    },
  };
}

/** What can be sent again within the same visit of the booth. */
function isPutRight(code: string): boolean {
  return code.startsWith('photo-') || code.startsWith('name-');
}
