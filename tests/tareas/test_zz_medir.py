import asyncio
from tests.tareas.oficina import *
from tests.tareas.conftest import oficina
async def test_x(oficina):
    lazo=asyncio.get_running_loop()
    p=oficina.persona("pilar"); t0=lazo.time()
    vistos={}
    async def mirar():
        while True:
            for per in ("pilar","olga"):
                for m in oficina.persona(per).mensajes():
                    if m.cambio not in vistos:
                        vistos[m.cambio]=1; print(f"{lazo.time()-t0:6.2f} {per} {m.id} doc={bool(m.documento)} {m.texto[:40]!r}")
            await asyncio.sleep(0.01)
    t=asyncio.create_task(mirar())
    for per in (p,oficina.persona("olga"),p,oficina.persona("olga")):
        print(f"{lazo.time()-t0:6.2f} manda")
        await per.adjunta(b"<html>x","p.xls")
        await per.espera(dice("no se guardó nada"), 60)
    await asyncio.sleep(8)
    t.cancel()
    for l in oficina.telegram.llamadas(): pass
