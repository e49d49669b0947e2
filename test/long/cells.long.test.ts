import { cellHistories } from '../infra/jobs/cell-histories.js';

test('cells equal a naive recount over 300 random histories', () => cellHistories(300));
