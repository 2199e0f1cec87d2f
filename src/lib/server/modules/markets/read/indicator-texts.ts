/** The formula of each indicator in words, how it is usually read, and who published it. */
import type { IndicatorName } from '../../../../contract/markets/indicators.ts';
import { goldenFactors, rainbowFactors, rainbowFit } from '../../../../domain/markets/indicators.ts';

interface Text {
  formula: string;
  reading: string;
  origin: string;
}

export const texts: Record<IndicatorName, Text> = {
  mayerMultiple: {
    formula: 'close / mean of the last 200 closes',
    reading: 'above 2.4 hot, below 1 under its trend',
    origin: 'Trace Mayer, 2017'
  },
  piCycle: {
    formula: 'mean of the last 111 closes, against 2 x mean of the last 350',
    reading: 'the day on which the short mean crosses above the long one was near a top in 2013, 2017 and 2021',
    origin: 'Philip Swift, April 2019'
  },
  goldenRatio: {
    formula: `mean of the last 350 closes x ${goldenFactors.join(', ')}`,
    reading: 'bands in which earlier cycles ended, each in a lower one than the one before',
    origin: 'Philip Swift, June 2019'
  },
  rainbow: {
    formula: `10^(${rainbowFit.slope} x ln(days since ${rainbowFit.from}) - ${-rainbowFit.offset}) x ${rainbowFactors.join(', ')}`,
    reading:
      'a line fitted to the past in 2017; the bands around it are of one public implementation, others shift them',
    origin: 'trolololo, 2014, fitted again in 2017'
  },
  stockToFlow: {
    formula:
      'e^14.6 x (supply / yearly issue)^3.3 / supply; yearly issue = 144 x 365.25 x subsidy; heights of days are spread evenly between halvings',
    reading: 'failed out of sample: the market has been far below it since 2022',
    origin: 'PlanB, March 2019'
  },
  twoHundredWeekMean: {
    formula: 'mean of the last 200 weekly closes (Sunday, 24:00 UTC)',
    reading: 'a floor in most bear markets until 2022',
    origin: 'in common use'
  },
  cycles: {
    formula:
      'close / close of the day of the halving (where nobody told it, the newest of the six days before), by days since then',
    reading: 'the cycles side by side, on a logarithmic scale',
    origin: 'in common use'
  }
};
