import { deaths, diesAt } from '../kills/turn-deaths.js';

diesAt(deaths);
