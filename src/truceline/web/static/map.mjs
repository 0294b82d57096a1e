// The map: everything that it shows comes from this server, and what a click tells is a copy of a row of the page's own table.
import {
  Map as MapView, NavigationControl, Popup, ScaleControl, addProtocol, setWorkerUrl,
} from "./vendor/maplibre-gl.mjs";

const box = document.getElementById("map");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const read = async (address) => (await fetch(address)).json();
const collection = (features) => ({ type: "FeatureCollection", features });
setWorkerUrl(new URL("./vendor/maplibre-gl-worker.mjs", import.meta.url).href);

// TopoJSON: arcs of differences between whole numbers; a negative number names an arc that is run backwards.
const ground = ({ arcs, objects, transform: { scale, translate } }, name) => {
  const lines = arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([east, north]) => {
      x += east;
      y += north;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const run = (number) => (number < 0 ? [...lines[~number]].reverse() : lines[number]);
  const ring = (numbers) => numbers.flatMap((number, i) => (i ? run(number).slice(1) : run(number)));
  const shape = { LineString: ring, Polygon: (parts) => parts.map(ring), MultiPolygon: (parts) => parts.map((part) => part.map(ring)) };
  return collection(objects[name].geometries.map(({ type, arcs: parts }) => ({
    type: "Feature", properties: {}, geometry: { type, coordinates: shape[type](parts) },
  })));
};

const chance = (light) => [
  "step", ["get", light], "rgba(0,0,0,0)", 0.05, colour("s1"), 0.25, colour("s2"), 0.5, colour("s3"), 0.75, colour("s4"),
];
const only = (...layers) => ["match", ["get", "layer"], layers, true, false];
// A name stands on the side where it covers neither a symbol nor another name; where there is none, it is left out.
const label = {
  "text-size": 12, "text-font": ["sans-serif"], "text-padding": 3, "text-justify": "auto",
  "text-variable-anchor": ["top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right"],
};
const ink = { "text-color": colour("ink"), "text-halo-color": colour("paper"), "text-halo-width": 2 };
const muted = { ...ink, "text-color": colour("muted") };

const force = ["orbit", "base", "post"];
// A place is a dot before there is room for its name.
const named = (before) => ["<=", ["-", ["get", "named_from_zoom"], before], ["zoom"]];
const growing = (...sizes) => ["interpolate", ["linear"], ["zoom"], 4, sizes[0], 8, sizes[1]];

const sources = { case: { type: "geojson", data: collection([]) }, lines: { type: "geojson", data: collection([]) } };
const layers = [
  { id: "sector", source: "case", type: "line", filter: only("sector"), paint: { "line-color": colour("muted"), "line-dasharray": [3, 3], "line-width": 1 } },
  { id: "belt", source: "case", type: "fill", filter: only("belt"), paint: { "fill-color": colour("none-edge"), "fill-opacity": 0.14 } },
  { id: "coverage", source: "case", type: "line", filter: ["all", only("coverage"), ["!=", ["geometry-type"], "Point"]], layout: { "line-cap": "butt", "line-join": "round" }, paint: { "line-color": chance("day"), "line-width": 11 } },
  { id: "watched", source: "case", type: "circle", filter: ["all", only("coverage"), ["==", ["geometry-type"], "Point"]], paint: { "circle-color": chance("day"), "circle-radius": 11 } },
  { id: "line", source: "lines", type: "line", filter: only("line"), paint: { "line-color": colour("contact"), "line-width": 2.4 } },
  { id: "patrol", source: "case", type: "line", filter: only("patrol"), paint: { "line-color": colour("accent"), "line-width": 2, "line-dasharray": [1, 1.5] } },
  { id: "settlement", source: "case", type: "circle", filter: ["all", only("settlement"), named(4)], paint: { "circle-radius": 2.4, "circle-color": colour("paper"), "circle-stroke-color": colour("muted"), "circle-stroke-width": 1.2 } },
  // Room is given from the last to the first: to symbols before names, to whose unit it is before free sites, to those
  // before names of places.
  ...["settlement", "site"].map((kind) => ({
    id: `${kind}-name`, source: "case", type: "symbol", filter: ["all", only(kind), named(0)],
    layout: { ...label, "text-size": 11, "text-field": ["get", "name"], "text-radial-offset": growing(0.8, 1.4) },
    paint: muted,
  })),
  {
    id: "site", source: "case", type: "symbol", filter: ["all", only("site"), ["any", ["!", ["get", "held"]], ["!=", ["get", "use"], "candidate"]]],
    layout: { "icon-image": ["concat", "site-", ["get", "use"]], "icon-allow-overlap": true, "icon-size": growing(["match", ["get", "use"], "candidate", 0.3, 0.45], 1) },
  },
  ...force.map((kind) => ({
    id: `${kind}-name`, source: "case", type: "symbol", filter: only(kind),
    layout: { ...label, "text-field": ["coalesce", ["get", "nation"], "orbit"], "text-radial-offset": growing(1.2, 1.9) },
    paint: ink,
  })),
  ...force.map((kind) => ({
    id: kind, source: "case", type: "symbol", filter: only(kind),
    layout: { "icon-image": ["get", "sidc"], "icon-allow-overlap": true, "icon-size": growing(0.45, 1) },
  })),
];
const grounds = { land: ["land", "river"], tiles: ["tiles"], coverage: ["coverage", "watched"], ...Object.fromEntries(["settlement", "site", ...force].map((kind) => [kind, [kind, `${kind}-name`]])) };

const background = [{ id: "background", type: "background", paint: { "background-color": colour(box.dataset.land ? "water" : "sea") } }];
if (box.dataset.land) {
  sources.land = { type: "geojson", data: ground(await read(box.dataset.land), "land") };
  sources.river = { type: "geojson", data: ground(await read(box.dataset.rivers), "rivers") };
  background.push({ id: "land", source: "land", type: "fill", paint: { "fill-color": colour("sea"), "fill-outline-color": colour("muted") } });
  background.push({ id: "river", source: "river", type: "line", layout: { "line-join": "round" }, paint: { "line-color": colour("river"), "line-width": 1.4 } });
}
if (box.dataset.tiles) await tiled(new URL(box.dataset.tiles, location.href).href);

// A base map of somebody's own: pictures as they are; of shapes, all layers, in quiet colours.
async function tiled(address) {
  addProtocol("pmtiles", new pmtiles.Protocol({ metadata: true }).tile);
  const file = new pmtiles.PMTiles(address);
  const { tileType } = await file.getHeader();
  if (tileType !== pmtiles.TileType.Mvt) {
    sources.tiles = { type: "raster", url: `pmtiles://${address}`, tileSize: 256 };
    background.push({ id: "tiles", source: "tiles", type: "raster" });
    return;
  }
  sources.tiles = { type: "vector", url: `pmtiles://${address}` };
  for (const { id } of (await file.getMetadata()).vector_layers ?? []) {
    const wet = id.includes("water") || id.includes("ocean");
    background.push({ id: `tiles-${id}-area`, source: "tiles", "source-layer": id, type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour(wet ? "water" : "sea"), "fill-opacity": wet ? 1 : 0.6 } });
    background.push({ id: `tiles-${id}-line`, source: "tiles", "source-layer": id, type: "line", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": colour(wet ? "water" : "rule"), "line-width": 1 } });
    grounds.tiles.push(`tiles-${id}-area`, `tiles-${id}-line`);
  }
}

// Symbols are drawn by milsymbol, which tells the console who made it unless it takes this for Node.
globalThis.process ??= {};
await new Promise((loaded, failed) => {
  const script = document.head.appendChild(document.createElement("script"));
  script.onload = loaded;
  script.onerror = failed;
  script.src = new URL("./vendor/milsymbol.js", import.meta.url).href;
});

const map = new MapView({
  container: box,
  style: { version: 8, sources, layers: [...background, ...layers] },
  attributionControl: { compact: true, customAttribution: box.dataset.land ? "Coasts and rivers: Natural Earth" : "" },
  dragRotate: false,
  pitchWithRotate: false,
});
map.addControl(new NavigationControl({ showCompass: false }));
map.addControl(new ScaleControl());

const [{ features }] = await Promise.all([read(box.dataset.features), map.once("load")]);

for (const sidc of new Set(features.map(({ properties }) => properties.sidc).filter(Boolean))) {
  const drawn = new ms.Symbol(sidc, { size: 20, outlineWidth: 8, outlineColor: colour("symbol-edge") }).asCanvas(2);
  map.addImage(sidc, drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height), { pixelRatio: 2 });
}
// A free site is a ring, a locked one a ring around whoever stands there, a forbidden one is crossed out.
for (const [use, radius] of [["candidate", 5], ["locked", 15], ["forbidden", 6]]) {
  const size = 2 * radius + 6;
  const paint = Object.assign(document.createElement("canvas"), { width: 2 * size, height: 2 * size }).getContext("2d");
  paint.setTransform(2, 0, 0, 2, size, size);
  const [x, y] = [radius * Math.SQRT1_2, -radius * Math.SQRT1_2];
  paint.arc(0, 0, radius, 0, 2 * Math.PI);
  if (use === "forbidden") for (const sign of [1, -1]) { paint.moveTo(-x, -sign * y); paint.lineTo(x, sign * y); }
  for (const [width, name] of [[5, "paper"], [2, use === "forbidden" ? "contact" : "accent"]]) {
    [paint.lineWidth, paint.strokeStyle] = [width, colour(name)];
    paint.stroke();
  }
  map.addImage(`site-${use}`, paint.getImageData(0, 0, 2 * size, 2 * size), { pixelRatio: 2 });
}
// Each owner's line has dashes of its own, as the legend shows them.
const owners = [...new Set(features.filter(({ properties }) => properties.layer === "other-line").map(({ properties }) => properties.owner))];
const dashes = [[4, 3], [1, 2], [7, 2, 1.5, 2], [1.5, 1.5]];
grounds["other-line"] = owners.map((owner, n) => {
  map.addLayer({ id: `other-line-${n}`, source: "lines", type: "line", filter: ["all", only("other-line"), ["==", ["get", "owner"], owner]], paint: { "line-color": colour("muted"), "line-width": 1.6, "line-dasharray": dashes[n % dashes.length] } }, "line");
  return `other-line-${n}`;
});
const isLine = ({ properties: { layer } }) => layer === "line" || layer === "other-line";
map.getSource("case").setData(collection(features.filter((feature) => !isLine(feature))));

// The lines as each owner last drew them by a date.
const lines = features.filter(isLine);
const dates = [...new Set(lines.map(({ properties }) => properties.as_of))].sort();
const drawLines = (date) => {
  const latest = {};
  for (const line of lines) {
    const { owner, as_of: day } = line.properties;
    if (day <= date && (!latest[owner] || latest[owner].properties.as_of <= day)) latest[owner] = line;
  }
  map.getSource("lines").setData(collection(Object.values(latest)));
  box.dataset.lines = Object.values(latest).map(({ properties }) => properties.id).sort().join(" ");
};
const slider = document.querySelector(".map-dates");
if (dates.length) drawLines(dates.at(-1));
if (dates.length > 1) {
  const [range, said] = [slider.querySelector("input"), slider.querySelector("output")];
  range.max = range.value = dates.length - 1;
  const show = () => {
    said.textContent = dates[range.value];
    range.setAttribute("aria-valuetext", dates[range.value]);
    drawLines(dates[range.value]);
  };
  range.addEventListener("input", show);
  slider.hidden = false;
  show();
}

const around = (coordinates, seen) => {
  if (typeof coordinates[0] === "number") {
    [seen[0], seen[1]] = [Math.min(seen[0], coordinates[0]), Math.min(seen[1], coordinates[1])];
    [seen[2], seen[3]] = [Math.max(seen[2], coordinates[0]), Math.max(seen[3], coordinates[1])];
  } else coordinates.forEach((part) => around(part, seen));
  return seen;
};
const bounds = features.filter(({ properties }) => properties.layer !== "settlement")
  .reduce((seen, { geometry }) => around(geometry.coordinates, seen), [180, 90, -180, -90]);
if (bounds[0] <= bounds[2]) map.fitBounds(bounds, { padding: 30, animate: false });

for (const form of document.querySelectorAll(".map-choice")) {
  form.addEventListener("change", ({ target }) => {
    if (target.name === "light") {
      map.setPaintProperty("coverage", "line-color", chance(target.value));
      map.setPaintProperty("watched", "circle-color", chance(target.value));
    } else if (target.name === "layer") {
      for (const id of grounds[target.value] ?? [target.value]) {
        if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", target.checked ? "visible" : "none");
      }
    }
  });
}

// What a click tells: the site, and copies of what the tables say of it, and of the unit that stands there.
const names = (each, what) => each.dataset[what].split(" ");
const row = (what, id) => [...document.querySelectorAll(`tr[data-${what}]`)].find((each) => names(each, what).includes(id));
const titles = {
  orbit: ({ share }) => `Orbit, kept up ${Math.round(share * 100)} % of the time`,
  site: ({ name, kind }) => `${name}: site for a ${kind}`,
  unit: ({ name, kind, nation }) => `${name}: ${kind}, ${nation}`,
};
const copied = (card, cells) => {
  for (const cell of cells ?? []) {
    const part = card.appendChild(document.createElement("div"));
    part.append(...[...cell.cloneNode(true).childNodes].filter((node) => !node.matches?.("button")));
  }
};
const told = (properties) => {
  const { layer, unit, site, chainage_km: chainage } = properties;
  const card = document.createElement("div");
  card.className = "told";
  card.appendChild(document.createElement("h3")).textContent = (titles[layer] ?? titles.unit)(properties);
  if (chainage !== undefined) card.appendChild(document.createElement("p")).textContent = `At kilometre ${chainage} of the line`;
  copied(card, row("unit", unit)?.querySelectorAll("th, td:last-child"));
  copied(card, row("site", site)?.querySelectorAll(layer === "site" ? "td + td" : ".propose"));
  return card;
};
const popup = (place, content) => new Popup({ maxWidth: "22rem" }).setLngLat(place).setDOMContent(content).addTo(map);
const show = ({ geometry, properties }) => popup(geometry.coordinates, told(properties));
const clicked = ["post", "base", "orbit", "site"];
for (const kind of clicked) {
  map.on("mouseenter", kind, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", kind, () => { map.getCanvas().style.cursor = ""; });
}
// Where nothing stands, a click offers to add a site there: the form is a page of its own.
const adding = ({ lng, lat }) => {
  const card = document.createElement("div");
  card.className = "told";
  const [longitude, latitude] = [lng, lat].map((degrees) => degrees.toFixed(5));
  card.appendChild(document.createElement("h3")).textContent = `${longitude}, ${latitude}`;
  for (const kind of ["post", "base"]) {
    const link = card.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
    const address = new URL(box.dataset.add, location.href);
    for (const [name, value] of Object.entries({ kind, longitude, latitude })) address.searchParams.set(`values.${name}`, value);
    [link.href, link.textContent] = [address.href, `Add a site for a ${kind} here`];
  }
  return card;
};
map.on("click", ({ point, lngLat }) => {
  const found = clicked.map((kind) => map.queryRenderedFeatures(point, { layers: [kind] })[0]).find(Boolean);
  if (found) show(found);
  else if (box.dataset.add) popup(lngLat, adding(lngLat));
});
for (const each of document.querySelectorAll("tr[data-unit]")) {
  const units = names(each, "unit");
  const stand = features.filter(({ properties }) => units.includes(properties.unit) && properties.kind !== "patrol");
  if (!stand.length) continue;
  const button = each.querySelector("th").appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = "Show on the map";
  button.addEventListener("click", () => {
    const of = stand.reduce((seen, { geometry }) => around(geometry.coordinates, seen), [180, 90, -180, -90]);
    map.fitBounds(of, { padding: 120, maxZoom: Math.max(map.getZoom(), 8), animate: false });
    show(stand[0]);
    box.scrollIntoView({ block: "center" });
  });
}

// How many of each stand on the map, and how often all of it was drawn, for those who test it.
let drawn = 0;
map.on("idle", () => {
  for (const kind of ["post", "base", "orbit", "site", "line", "coverage", "river"]) {
    if (map.getLayer(kind)) box.dataset[kind] = map.queryRenderedFeatures({ layers: [kind] }).length;
  }
  drawn += 1;
  box.dataset.ready = drawn;
});
