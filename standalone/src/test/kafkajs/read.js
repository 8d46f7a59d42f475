// Prints the first records of a topic, one a line as JSON: node read.js BROKERS REGISTRY TOPIC COUNT
const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const [brokers, host, topic, count] = process.argv.slice(2);

async function main() {
  const registry = new SchemaRegistry({ host });
  const kafka = new Kafka({ clientId: 'kafkajs', brokers: brokers.split(','), logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `kafkajs-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  let left = Number(count);
  await new Promise((resolve, reject) => {
    consumer.run({
      eachMessage: async ({ message }) => {
        if (left > 0) {
          left -= 1;
          console.log(JSON.stringify(await registry.decode(message.value)));
        }
        if (left === 0) {
          resolve();
        }
      },
    }).catch(reject);
  });
  await consumer.disconnect();
}

function fail(failed) {
  console.error(failed);
  process.exit(1);
}

main().catch(fail);
