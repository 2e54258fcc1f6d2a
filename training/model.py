"""The network: features of words and of their context → tags of names and of positions."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from extractor.models.embeddings import SHAPES
from extractor.models.name_features import LETTER_COUNT, READINGS

NAME_TAGS, POSITION_TAGS = 7, 3
SHAPE_SIZE = 24
POSITION_WEIGHT = 0.5
NEVER = -1e4


def allowed(tags: int) -> torch.Tensor:
    """A square of zeros where tag j may follow tag i, NEVER elsewhere: inside a kind only after the same kind."""
    square = torch.zeros(tags, tags)
    for j in range(2, tags, 2):
        for i in range(tags):
            if i not in (j, j - 1):
                square[i, j] = NEVER
    return square


class CRF(nn.Module):
    """Linear chain; the tags begin anywhere but inside."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.register_buffer("square", allowed(tags))
        start = torch.zeros(tags)
        start[2::2] = NEVER
        self.register_buffer("start", start)

    def loss(self, emissions: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Mean over tokens of the negative log likelihood; batch first, mask is 1 for tokens."""
        moves = self.transitions + self.square
        gold = (emissions.gather(2, tags[..., None])[..., 0] * mask).sum(1)
        gold = gold + (moves[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        score = emissions[:, 0] + self.start
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(score[:, :, None] + moves, 1) + emissions[:, t]
            score = torch.where(mask[:, t, None] > 0, step, score)
        return (torch.logsumexp(score, 1) - gold).sum() / mask.sum()

    @torch.no_grad()
    def marginals(self, emissions: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The probability of each tag of each token, of the shape of `emissions`; of no meaning past the mask."""
        moves = self.transitions + self.square
        steps = range(1, emissions.shape[1])
        forward, backward = [emissions[:, 0] + self.start], [torch.zeros_like(emissions[:, 0])]
        for t in steps:
            score = torch.logsumexp(forward[-1][:, :, None] + moves, 1) + emissions[:, t]
            forward.append(torch.where(mask[:, t, None] > 0, score, forward[-1]))
        for t in reversed(steps):
            score = torch.logsumexp(moves + (backward[-1] + emissions[:, t])[:, None], 2)
            backward.append(torch.where(mask[:, t, None] > 0, score, backward[-1]))
        return torch.softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), -1)

    @torch.no_grad()
    def decode(self, emissions: torch.Tensor, mask: torch.Tensor) -> list[list[int]]:
        moves = self.transitions + self.square
        score, history = emissions[:, 0] + self.start, []
        for t in range(1, emissions.shape[1]):
            best, index = (score[:, :, None] + moves).max(1)
            score = torch.where(mask[:, t, None] > 0, best + emissions[:, t], score)
            history.append(index)
        result = []
        for b, length in enumerate(mask.sum(1).long().tolist()):
            tag = int(score[b].argmax())
            path = [tag]
            for index in reversed(history[: length - 1]):
                tag = int(index[b, tag])
                path.append(tag)
            result.append(path[::-1])
        return result


class Letters(nn.Module):
    """A vector for the letters of a word."""

    def __init__(self, size: int = 64, dim: int = 24) -> None:
        super().__init__()
        self.table = nn.Embedding(LETTER_COUNT, dim, padding_idx=0)
        self.conv = nn.Conv1d(dim, size, 3, padding=1)

    def forward(self, letters: torch.Tensor) -> torch.Tensor:
        return F.relu(self.conv(self.table(letters).transpose(1, 2))).amax(2)


class Network(nn.Module):
    """Words and their context enter additively, so that at inference a form is computed once."""

    def __init__(
        self,
        hidden: int = 64,
        *,
        size: int = 192,
        units: int = 128,
        dropout: float = 0.3,
        input_dropout: float = 0.3,
    ) -> None:
        """`hidden` is how many of the encoders' outputs are read, from the first on."""
        super().__init__()
        self.hidden = hidden
        self.letters = Letters()
        self.shape = nn.Embedding(len(SHAPES), SHAPE_SIZE)
        self.word = nn.Linear(300 + SHAPE_SIZE + 64 + READINGS, 256)
        self.word_out = nn.Linear(256, size)
        self.context = nn.Linear(hidden, size)
        self.style = nn.Embedding(2, size)
        self.input_dropout = nn.Dropout(input_dropout)
        self.dropout = nn.Dropout(dropout)
        self.lstm = nn.LSTM(size, units, bidirectional=True, batch_first=True)
        self.tags = nn.Linear(2 * units, NAME_TAGS)
        self.positions = nn.Linear(2 * units, POSITION_TAGS)
        self.crf, self.position_crf = CRF(NAME_TAGS), CRF(POSITION_TAGS)

    def encode(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """The states of both directions for each token."""
        parts = (
            batch["vectors"],
            self.shape(batch["shapes"]),
            self.letters(batch["letters"]),
            batch["readings"],
        )
        words = self.word_out(self.dropout(F.relu(self.word(self.input_dropout(torch.cat(parts, 1))))))
        context = self.context(self.input_dropout(batch["hidden"]))
        x = words[batch["words"]] + context + self.style(batch["style"])[:, None]
        lengths = batch["mask"].sum(1).long()
        packed = nn.utils.rnn.pack_padded_sequence(self.dropout(x), lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.dropout(states)

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Emissions of names and of positions."""
        states = self.encode(batch)
        return self.tags(states), self.positions(states)

    def loss(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Mean over tokens, of names and of positions."""
        states, mask = self.encode(batch), batch["mask"]
        names = self.crf.loss(self.tags(states), batch["tags"], mask)
        positions = self.position_crf.loss(self.positions(states), batch["positions"], mask)
        return names + POSITION_WEIGHT * positions
