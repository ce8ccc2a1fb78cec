import type { ReporterCheck } from '../groups/index.ts';
import type { ProductParts } from '../parts.ts';
import { outsideOf } from './outside/index.ts';

/** Whoever calls a platform's code dead shows to be human in the way of applicants: by the challenge, since strangers have no address. */
export function reporterCheck(parts: ProductParts): ReporterCheck {
  const { human } = outsideOf(parts);
  return {
    async check({ db, now, secrets, network }, { proof, fleet }) {
      const answer = await human.check({ db, now, secrets, network }, { proof, fleet, personId: '' });
      return answer.outcome === 'passed' ? { use: (inside) => human.use(inside, answer) } : undefined;
    },
  };
}
