const actions = {
  createCard: ({ data, memberCreator }) => `${memberCreator.fullName} added [${data.card.name}](https://trello.com/c/${data.card.shortLink}) to ${data.list.name}`,
  updateCard({ data, memberCreator }) {
    if (data.listBefore && data.listAfter) return `${memberCreator.fullName} moved [${data.card.name}](https://trello.com/c/${data.card.shortLink}) from _${data.listBefore.name}_ to _${data.listAfter.name}_`;
    if ('closed' in data.old) return `${memberCreator.fullName} ${data.card.closed ? 'archived' : 'restored'} ${data.card.name}`;
  },
};

class Script {
  process_incoming_request({ request }) {
    const { action, model } = request.content;
    const text = Object.prototype.hasOwnProperty.call(actions, action.type) && actions[action.type](action);
    if (!text) return;
    return { content: { username: `Trello: ${model.name}`, icon_emoji: ':clipboard:', text, groupable: false } };
  }
}
